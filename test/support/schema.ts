/** Checks JSON against the schemas that commands declare: the part of JSON Schema that they use. */

type Schema = Readonly<Record<string, unknown>>

/** What does not fit, by its path; nothing when all does. */
export function violations(schema: Schema, value: unknown, path = '$'): string[] {
  if (Array.isArray(schema.anyOf)) {
    const attempts = (schema.anyOf as Schema[]).map(option => violations(option, value, path))
    return attempts.some(attempt => attempt.length === 0) ? [] : (attempts[0] ?? [])
  }
  if ('const' in schema) return value === schema.const ? [] : [`${path} is not ${schema.const}`]
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return [`${path} is none of ${schema.enum}`]
  if (!isOf(schema.type, value)) return [`${path} is no ${schema.type}: ${JSON.stringify(value)}`]
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(String(value))) {
    return [`${path} does not match ${schema.pattern}: ${String(value)}`]
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => violations((schema.items ?? {}) as Schema, item, `${path}[${i}]`))
  }
  return typeof value === 'object' && value !== null ? ofObject(schema, value as Schema, path) : []
}

function ofObject({ properties = {}, required = [] }: Schema, value: Schema, path: string): string[] {
  const known = properties as Readonly<Record<string, Schema>>
  return [
    ...(required as string[]).filter(key => !(key in value)).map(key => `${path}.${key} is missing`),
    ...Object.entries(known).flatMap(([key, of]) => (key in value ? violations(of, value[key], `${path}.${key}`) : [])),
    // Without properties anything goes.
    ...(Object.keys(known).length === 0 ? [] : Object.keys(value).filter(key => !(key in known))).map(
      key => `${path}.${key} is not declared`,
    ),
  ]
}

function isOf(type: unknown, value: unknown): boolean {
  switch (type) {
    case undefined:
      return true
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    case 'null':
      return value === null
    default:
      return typeof value === type
  }
}
