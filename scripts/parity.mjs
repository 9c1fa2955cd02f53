/**
 * Prints how much of btcli's command lists is understood here. Run it as:
 * npm run parity -- FOLDER [--gaps] [--refused] [--write FOLDER]
 * FOLDER has commands-v9.json and commands-v11.json. The work is done by parity.ts.
 */
process.argv.splice(2, 0, 'parity')
await import('./run-tool.mjs')
