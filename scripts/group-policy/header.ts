import { type Policy, policies } from '../../src-main/config/policies.ts'

/** The list as windows/core has it (core/setting.h): which values there are, and what it judges of them. */
export const settingsList = () => `// Made by scripts/write-schemas.ts from src-main/config/policies.ts; a test fails while it is behind. Change that list, not this file.
#pragma once
#include <array>
#include <utility>

#include "core/setting.h"

namespace gatehouse {

inline constexpr std::array<Setting, ${policies.length}> settings_list = {{
${policies.map(row).join('')}}};
${policies.map(words).join('')}
}  // namespace gatehouse
`

const kinds = { text: 'text', number: 'number', list: 'texts' } satisfies Record<Policy['kind'], string>

const row = (policy: Policy) => `    {u"${policy.value}", Kind::${kinds[policy.kind]}, Reader::${policy.reader}, ${rule(policy)}},\n`

/** Its rule, its limits, its default. */
function rule(policy: Policy): string {
  if (policy.kind === 'number') return `Rule::number, ${policy.least}, ${policy.most}, ${policy.usual}`
  const native = policy.kind === 'text' ? policy.native : 'client'
  return native === 'client' ? 'Rule::client, 0, 0, 0' : `Rule::${native}, 1, ${policy.most}, 0`
}

/** Where only some words will do: each by a name, so that whoever tells them apart leaves none out. */
function words(policy: Policy): string {
  if (policy.kind !== 'text' || policy.oneOf === undefined) return ''
  const list = `${policy.value.replace(/(?<=[a-z])(?=[A-Z])/gu, '_').toLowerCase()}s`
  return `
/// What ${policy.value} may say.
enum class ${policy.value} { ${policy.oneOf.join(', ')} };

inline constexpr std::array<std::pair<std::u16string_view, ${policy.value}>, ${policy.oneOf.length}> ${list} = {{
${policy.oneOf.map((one) => `    {u"${one}", ${policy.value}::${one}},\n`).join('')}}};
`
}
