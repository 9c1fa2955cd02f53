import { type Hex, toHex, utf8 } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import { parseIp } from '../../primitives/ip.ts'
import { action } from '../kit/command.ts'
import { flag, integer, text } from '../kit/options.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { WAIT } from '../shared/waiting.ts'
import { planServing, SERVED, servedView } from './shared/serving.ts'

const U32 = 0xffff_ffff

export default action({
  summary: 'Announce where a neuron can be reached',
  description: ['The hotkey signs. It costs nothing, and may be done every so many blocks only.'],
  examples: [
    { line: 'tao axon set 2 203.0.113.7 8091', does: 'My neuron on subnet 2 is there' },
    { line: 'tao axon set 2 2001:db8::7 8091 --protocol 4', does: 'The same with IPv6' },
  ],
  arguments: {
    netuid: SUBNET,
    ip: text({ summary: 'The public address', required: true, placeholder: 'IP', ask: 'Which IP address?' }),
    port: integer({
      summary: 'The port',
      required: true,
      min: 1,
      max: 65_535,
      placeholder: 'PORT',
      ask: 'Which port?',
    }),
  },
  options: {
    ipType: integer({ summary: '4 or 6; as the address is, if absent', min: 4, max: 6 }),
    protocol: integer({ summary: 'A number by which neurons of the subnet know the protocol', default: 4, max: 255 }),
    version: integer({ summary: 'The version of the neuron', default: 0, max: U32, aliases: ['axon-version'] }),
    tls: flag({ summary: 'Announce a certificate as well' }),
    certificate: text({ summary: 'The certificate, as hex or text: a byte for the algorithm, and the public key' }),
    wait: WAIT,
  },
  uses: ['wallet', 'hotkey', 'walletPath', 'password', 'network'],
  output: SERVED,
  view: servedView,
  check: ({ ip, ipType, tls, certificate }) => {
    const { type } = parseIp(ip)
    if (ipType !== undefined && ipType !== type) {
      throw new TaoError('invalid_argument', `${ip} is an address of IPv${type}, not of IPv${ipType}`)
    }
    if (tls !== (certificate !== undefined && certificate !== '')) {
      throw new TaoError('usage', tls ? 'Missing: --certificate' : 'A certificate without --tls', {
        remedy: 'Give --tls and --certificate together.',
      })
    }
  },
  plan: ({ ip, ipType: _, tls, certificate, ...rest }, ctx) =>
    planServing({ ...rest, ip: parseIp(ip), certificate: tls ? certificateOf(certificate!) : undefined }, ctx),
})

const MAX_CERTIFICATE = 65

function certificateOf(given: string): Hex {
  const hex = /^0x(?:[0-9a-fA-F]{2})+$/.test(given) ? (given.toLowerCase() as Hex) : toHex(utf8(given))
  const length = (hex.length - 2) / 2
  if (length <= MAX_CERTIFICATE) return hex
  throw new TaoError('invalid_argument', 'The certificate is too long', {
    why: `It has ${length} bytes; the chain keeps ${MAX_CERTIFICATE}, and passes over longer ones without a word.`,
  })
}
