import { App } from './app.ts'

new App(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${location.pathname}`)
