/** One WebSocket client. Who does not read what he asked for is not listened to until he has. */
import type { WebSocket } from 'ws'
import { Session } from '../rpc/session.ts'
import type { ServerContext } from './context.ts'
import { answer, notification } from './messages.ts'

export class Connection {
  private readonly socket: WebSocket
  private readonly session: Session
  private readonly context: ServerContext
  private held = false
  /** Whether anything moved since the last beat. */
  private alive = true

  constructor(context: ServerContext, socket: WebSocket) {
    this.context = context
    this.socket = socket
    this.session = new Session(context.host, {
      unsafe: context.unsafe,
      ready: () => !this.held,
      notify: (method, subscription, message) => this.send(notification(method, subscription, message)),
      onFault: context.onFault,
    })
    socket.on('message', data => void this.receive(data.toString()))
    socket.on('pong', () => {
      this.alive = true
    })
    socket.on('close', () => this.session.close())
    // What breaks a connection closes it; there is nobody to tell.
    socket.on('error', () => socket.terminate())
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

  private async receive(text: string): Promise<void> {
    this.alive = true
    const { text: reply, sent } = await answer(this.session, text, this.context.limits)
    if (reply !== undefined) this.send(reply)
    sent()
  }

  private send(text: string): void {
    const { socket } = this
    if (socket.readyState !== socket.OPEN) return
    socket.send(text, () => this.release())
    if (this.held || socket.bufferedAmount <= this.context.limits.waitingBytes) return
    this.held = true
    socket.pause()
  }

  /** Something was sent. Half of what may wait must be gone before the client is listened to again. */
  private release(): void {
    const { socket } = this
    this.alive = true
    if (!this.held || socket.bufferedAmount > this.context.limits.waitingBytes / 2) return
    this.held = false
    socket.resume()
    this.session.pump()
  }
}
