/** What a client of `chainHead_v1_follow` had started on one of its blocks. Its answers come as messages of the subscription. */
import { TaoError } from '../../../../primitives/errors.ts'
import type { StorageReader } from '../storage-items.ts'

export interface Operation {
  readonly id: string
  /** The next message; undefined while there is none, `busy` when it is to be asked again. */
  next(): OperationMessage | 'busy' | undefined
}

export interface OperationMessage {
  readonly message: { readonly event: string; readonly operationId: string }
  /** Whether the operation is over. */
  readonly last: boolean
}

/** An operation with one answer, which is made with the first chance. */
export class Single implements Operation {
  readonly id: string
  private readonly answer: () => object

  /** @param answer makes the message, as `{ event, … }` */
  constructor(id: string, answer: () => { readonly event: string }) {
    this.id = id
    this.answer = answer
  }

  next(): OperationMessage {
    return ended(this.id, this.answer)
  }
}

/** An operation with one answer that something has to be loaded for. It is made when the client can take it, not before. */
export class Prepared implements Operation {
  readonly id: string
  private readonly answer: () => object
  private settled: (() => object) | undefined

  constructor(id: string, loaded: Promise<unknown>, answer: () => { readonly event: string }, wake: () => void) {
    this.id = id
    this.answer = answer
    const settle = (make: () => object): void => {
      this.settled = make
      wake()
    }
    loaded.then(
      () => settle(this.answer),
      error =>
        settle(() => {
          throw error
        }),
    )
  }

  next(): OperationMessage | undefined {
    return this.settled && ended(this.id, this.settled)
  }
}

/** Reads storage page by page, as fast as the client takes it. */
export class Reading implements Operation {
  readonly id: string
  private readonly reader: StorageReader
  private readonly page: (reader: StorageReader) => readonly object[]

  constructor(id: string, reader: StorageReader, page: (reader: StorageReader) => readonly object[]) {
    this.id = id
    this.reader = reader
    this.page = page
  }

  next(): OperationMessage | 'busy' {
    const { id, reader } = this
    try {
      if (!reader.done) {
        const items = this.page(reader)
        if (items.length === 0) return 'busy'
        return { message: { event: 'operationStorageItems', operationId: id, ...{ items } }, last: false }
      }
    } catch (error) {
      return { message: failed(id, error), last: true }
    }
    return { message: { event: 'operationStorageDone', operationId: id }, last: true }
  }
}

function ended(operationId: string, make: () => object): OperationMessage {
  try {
    const { event, ...rest } = make() as { readonly event: string }
    return { message: { event, operationId, ...rest }, last: true }
  } catch (error) {
    return { message: failed(operationId, error), last: true }
  }
}

/** A block whose state is gone is told from a question that has no answer. */
function failed(operationId: string, error: unknown): OperationMessage['message'] {
  if (!(error instanceof TaoError)) throw error
  if (error.code === 'not_found' && !error.message.startsWith('Exported method'))
    return { event: 'operationInaccessible', operationId }
  return { event: 'operationError', operationId, ...{ error: [error.message, ...error.why].join(' ') } }
}
