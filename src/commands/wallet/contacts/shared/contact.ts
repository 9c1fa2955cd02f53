import { address, maybe, text } from '../../../kit/shape.ts'

/** A contact as a result. */
export const CONTACT = {
  name: text('The name'),
  address: address('The address it means'),
  note: maybe(text('What you want to remember of it')),
}
