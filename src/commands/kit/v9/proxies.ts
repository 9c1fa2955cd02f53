/** Proxies as btcli v9 tells of them: with what was made, beside how it went. */
import type { Json } from '../json.ts'
import { fields, known } from './reading.ts'

const made = (json: Json, data: Json): Json => {
  const { success, message, extrinsic_id } = fields(json)
  return { success: known(success), message: known(message), data, extrinsic_identifier: known(extrinsic_id) }
}

export function proxyAdded(json: Json): Json {
  const { delegate, real, proxy_type, delay } = fields(json)
  const data = {
    delegatee: known(delegate),
    delegator: known(real),
    proxy_type: known(proxy_type),
    delay: known(delay),
  }
  return made(json, data)
}

export function proxyCreated(json: Json): Json {
  const { pure, spawner, proxy_type, delay } = fields(json)
  return made(json, {
    pure: known(pure),
    spawner: known(spawner),
    proxy_type: known(proxy_type),
    delay: known(delay),
  })
}
