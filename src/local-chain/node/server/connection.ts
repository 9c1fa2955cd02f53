/**
 * One WebSocket client. Its requests are taken up one after another, and none as long as it does not read what it asked for:
 * a client makes the node hold no more than it asks for in one breath.
 */
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { nextTurn } from '../clock.ts'
import { Pace } from '../pace.ts'
import { Session } from '../rpc/session.ts'
import type { ServerContext } from './context.ts'
import { Share } from './memory.ts'
import { answer, notification } from './messages.ts'

/** Requests of a client that are answered at the same time, where some have to wait for something. */
const MAX_UNDER_WAY = 16
/** The frame of a ping has so many bytes more than what it says. */
const CONTROL_FRAME = 6
/** What a connection, and a request that waits, take in any case. */
const OWN_BYTES = 16 * 1024
const REQUEST_BYTES = 200
/** A client with so many requests waiting is not listened to. */
const MAX_WAITING = 32
/** Larger requests go through the gate. */
const LARGE = 64 * 1024

export class Connection {
  private readonly socket: WebSocket
  private readonly session: Session
  private readonly context: ServerContext
  private readonly share: Share
  /** Requests that are whole, and wait. */
  private readonly requests: Buffer[] = []
  private waitingBytes = 0
  /** Bytes of a message that is not whole yet. */
  private partBytes = 0
  private underWay = 0
  private working = false
  /** Whether the client has to read before it is listened to again. */
  private held = false
  /** Whether anything moved since the last beat. */
  private alive = true

  /** @param wire what the socket runs over */
  constructor(context: ServerContext, socket: WebSocket, wire: Duplex) {
    this.context = context
    this.socket = socket
    this.share = new Share(context.memory, () => this.terminate())
    this.session = new Session(context.host, {
      unsafe: context.unsafe,
      ready: () => !this.held,
      notify: (method, subscription, message) => this.send(notification(method, subscription, message)),
      holds: () => this.weigh(),
      onFault: context.onFault,
    })
    wire.on('data', (part: Buffer) => this.receivedPart(part.length))
    socket.on('message', data => this.receive(data as Buffer))
    socket.on('ping', data => this.receivedPart(-(data.length + CONTROL_FRAME)))
    socket.on('pong', data => {
      this.alive = true
      this.receivedPart(-(data.length + CONTROL_FRAME))
    })
    socket.on('close', () => this.end())
    // What breaks a connection closes it; there is nobody to tell.
    socket.on('error', () => socket.terminate())
    this.weigh()
  }

  /** Asks for a sign of life; a client that gave none since the last time is taken for gone. */
  beat(): void {
    if (this.alive) this.socket.ping()
    else this.terminate()
    this.alive = false
  }

  close(code: number, reason: string): void {
    this.session.close()
    this.socket.close(code, reason)
  }

  terminate(): void {
    this.socket.terminate()
  }

  private receivedPart(bytes: number): void {
    this.partBytes = Math.max(0, this.partBytes + bytes)
    this.weigh()
  }

  private receive(request: Buffer): void {
    this.alive = true
    this.partBytes = 0
    this.requests.push(request)
    this.waitingBytes += REQUEST_BYTES + request.length
    this.weigh()
    void this.work()
    this.listen()
  }

  /** Answers what waits, as long as the client reads. */
  private async work(): Promise<void> {
    if (this.working) return
    this.working = true
    const pace = new Pace()
    await pace.enter()
    while (this.mayWork()) {
      const request = this.requests.shift()!
      this.underWay++
      // One that takes its time does not keep the others waiting.
      await Promise.race([this.respond(request), nextTurn()])
      await pace.step()
    }
    pace.leave()
    this.working = false
    this.listen()
  }

  private mayWork(): boolean {
    return this.requests.length > 0 && !this.held && this.underWay < MAX_UNDER_WAY && this.isOpen
  }

  private async respond(request: Buffer): Promise<void> {
    const { length } = request
    const { gate, limits } = this.context
    const work = () => answer(this.session, request, limits)
    const reply = await (length < LARGE ? work() : gate.pass(length, work))
    this.underWay--
    this.waitingBytes -= REQUEST_BYTES + length
    if (reply.text !== undefined) this.send(reply.text)
    reply.sent()
    this.weigh()
    void this.work()
  }

  private send(text: string): void {
    const { socket } = this
    if (!this.isOpen) return
    socket.send(text, () => this.release())
    this.weigh()
    if (this.held || socket.bufferedAmount <= this.context.limits.waitingBytes) return
    this.held = true
    this.listen()
  }

  /** Something was sent. Half of what may wait must be gone before the client is listened to again. */
  private release(): void {
    this.alive = true
    this.weigh()
    if (!this.held || this.socket.bufferedAmount > this.context.limits.waitingBytes / 2) return
    this.held = false
    this.session.pump()
    void this.work()
  }

  /** Takes in more where what came in is dealt with. */
  private listen(): void {
    const { socket } = this
    if (this.held || this.requests.length >= MAX_WAITING) socket.pause()
    else if (this.requests.length === 0) socket.resume()
  }

  private get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN
  }

  private weigh(): void {
    const { socket, session, partBytes, waitingBytes, share } = this
    // What is being closed holds what it holds until it is closed, or nothing any longer.
    if (!this.isOpen) return
    share.set(OWN_BYTES + partBytes + waitingBytes + socket.bufferedAmount + session.heldBytes)
  }

  private end(): void {
    this.session.close()
    this.requests.length = 0
    this.share.set(0)
  }
}
