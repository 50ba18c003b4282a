// What fuzzers begin with: texts that are right, or nearly, next to which most mistakes live. By chance alone they would not be met in seconds.
const latin1 = (bytes: number[]) => Buffer.from(bytes)
const wide = (text: string) => Buffer.from(text, 'utf16le')

/** By the name of the fuzzer. */
export const seeds: Readonly<Record<string, readonly (string | Buffer)[]>> = {
  text_fuzz: [
    'Zoë日本\u{1F511}', 'ࠀ\u{10000}\u{10FFFF}\uD7FF\uE000߿', latin1([0xe0, 0xa0, 0x80]), latin1([0xf0, 0x90, 0x80, 0x80]), latin1([0xf4, 0x8f, 0xbf, 0xbf]), latin1([0xed, 0x9f, 0xbf]),
    wide('a\uD83D\uDD11b'), wide('\uD83Da\uDD11'),
  ],
  json_fuzz: [
    '{}', '{"a":1,"b":2}', '{"a":"x","b":-9007199254740991}', '{"said":"event","event":50,"text":"Zo\\u00eb \\ud83d\\ude00\\n\\"\\\\\\/"}', ' { "a" : "\\u0001" , "b" : 0 } ', 'a\tb\nc\u0001"\\\u007F', '{"a":"\\u0000"}', '{"a":"\0"}', '{"a":1,"a":2}',
  ],
  pipe_fuzz: [
    '{"said":"ready"}', '{"said":"event","event":50,"text":"a\\u2028b\\u202e\\u2066"}', '{"said":"prove","nonce":"n.0-nce"}', '{"said":"enrolled","device":"6c3b4f0e-7e0b-4c5e-9d0b-5b1f2a7c9e41"}',
    'n'.repeat(100), 'n'.repeat(101), '6C3B4F0E-7E0B-4C5E-9D0B-5B1F2A7C9E41', 'a\u2027b\u2028\u202E\u2066\u202Fc\u2065d\u009F',
  ],
  reminder_fuzz: ['{"server":"https://a.example","ticket":"a.b-_.c"}', '{"server":"HTTPS://A.Example:443/","ticket":"a","proxy":"a:1","bypass":"*.a;<local>"}', '{"remind":true}', ' { "remind" : false , "a" : 1 } '],
  url_fuzz: [
    'https://reset.corp.example', 'HTTPS://Reset.Corp.Example:443/', 'reset.corp.example:8443', 'A_b-c.example:0443/', '192.0.2.1:65535', '2001:db8::1', '1:2:3:4:5:6:7:8', '1:0:3:4:5:6:7:8', '::', '1::',
    wide('https://Reset.Corp.Example:443/'), wide('https://[2001:DB8::1]:8443'),
  ],
  base64url_fuzz: ['Zm9vYg', 'Zm9vYmE', '-_-_'],
  registry_value_fuzz: [Buffer.concat([latin1([1]), wide('text\0')]), Buffer.concat([latin1([7]), wide('one\0two\0\0')]), latin1([4, 1, 0, 0, 0])],
  quote_fuzz: [latin1([3, 4, 0, 0, 1, 0, 2, 2, 0, 1, 0]), latin1([1, 6, 0, 1, 0, 0, 1, 2])],
}
