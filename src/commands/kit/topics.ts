/** Help that belongs to no single command: `tao help exit-codes`. */

export interface Topic {
  readonly name: string
  readonly summary: string
  /** Paragraphs. Tables that follow from declarations are added by `help.ts`. */
  readonly text: readonly string[]
}

export const TOPICS: readonly Topic[] = [
  {
    name: 'output',
    summary: 'What is printed where, and in which form',
    text: [
      'Standard output holds the result and nothing else. Questions, plans, progress, warnings and errors go to standard error.',
      'On a terminal a result is a table that fits the width; --full shortens nothing. On a pipe it is rows of tab-separated exact values, without heads, units or colours; a list without rows prints nothing.',
      'With --json the result is JSON: bare data for a read, one object for an action. An amount is three entries: "free" for people ("τ1.500000000"), "free_tao" as an exact decimal number, and "free_rao" as a string with the whole number of rao, which no reader can round. --fields picks entries.',
      '--json-output (--json-out) is for scripts that were written for btcli v9: the same numbers in its shapes, where it has one for a command. Errors stay on standard error, and exit codes are the ones here.',
      'When a command fails under --json, standard error holds one object: error (the message), code, why (a list), remedy, and the numbers that were compared.',
      'Amounts are typed as plain decimals, 1.5 or 0.000000001, never rounded. Names from the chain are stripped of anything that could act on a terminal.',
    ],
  },
  {
    name: 'exit-codes',
    summary: 'What the exit code says',
    text: ['The code of an error under --json decides the exit code:'],
  },
  {
    name: 'environment',
    summary: 'The environment variables that are read',
    text: [
      'A flag comes first, then a variable, then the configuration, then the default.',
      'Passwords: BT_WALLET_PASSWORD (in the clear, for every coldkey), BT_PW_<PATH OF THE KEYFILE> in the encoding of the Python tools, and BT_WALLET_PASSWORD_FILE. They are taken out of the environment as soon as they are read.',
      'NO_COLOR turns colours off. TAO_CONFIG names another configuration file. TAO_DEBUG=1 shows where an error came from.',
    ],
  },
  {
    name: 'settings',
    summary: 'The keys of the configuration',
    text: ['tao config set KEY VALUE sets one; tao config path tells where they are kept.'],
  },
]
