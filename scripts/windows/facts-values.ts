import { registryValues } from '../../src-main/doctor/windows/registry-values.ts'

const text = (written: string) => `u"${written.replaceAll('\\', '\\\\')}"`

/** The list of the doctor's registry values as the launcher has it, which alone reads them. */
export const factsValuesFile = () => ({
  file: new URL('../../windows/launcher/facts-values.h', import.meta.url),
  text: `// Made by \`node scripts/write-schemas.ts\` from src-main/doctor/windows/registry-values.ts.
#pragma once
#include <array>
#include <string_view>

namespace gatehouse {

/// A value below HKEY_LOCAL_MACHINE that \`--facts\` tells; an empty name is a key's default value.
struct FactsValue {
    std::u16string_view key;
    std::u16string_view name;
};

inline constexpr std::array<FactsValue, ${registryValues.length}> facts_values{{
${registryValues.map(([key, name]) => `    {${text(key)}, ${text(name)}},`).join('\n')}
}};

}  // namespace gatehouse
`,
})
