/** The story: who does what, in the words of the program. */

export interface Chapter {
  readonly title: string
  /** What a reader should know before. */
  readonly text: string
  readonly lines: readonly Line[]
}

export interface Line {
  /** As it would be typed. */
  readonly tao: string
  /** The answer is not worth its room. */
  readonly isQuiet?: true
}

const shown = (...lines: readonly string[]): Line[] => lines.map(tao => ({ tao }))
const quiet = (...lines: readonly string[]): Line[] => lines.map(tao => ({ tao, isQuiet: true }))

const PEOPLE = ['olga', 'vera', 'victor', 'mia', 'max', 'moe', 'dora'] as const
const capital = (name: string): string => name[0]!.toUpperCase() + name.slice(1)

export const STORY: readonly Chapter[] = [
  {
    title: 'A chain and seven people',
    text: 'The chain inside starts empty, with the rules of the real one. Olga will own a subnet, Vera and Victor will validate on it, Mia, Max and Moe will mine, and Dora has TAO to lend. Their keys come from names, so that the story is the same each time; never do that with real money.',
    lines: [
      ...quiet(
        ...PEOPLE.flatMap(name => [
          `wallet new-coldkey ${name} --uri //${capital(name)} --no-password`,
          `wallet new-hotkey ${name} --uri //${capital(name)}//hot`,
        ]),
      ),
      ...shown('chain status'),
    ],
  },
  {
    title: 'Money to begin with',
    text: 'The development accounts of genesis give it away.',
    lines: [
      ...quiet(
        'wallet fund olga 3000',
        'wallet fund vera 600',
        'wallet fund victor 300',
        'wallet fund mia 20',
        'wallet fund max 20',
        'wallet fund moe 20',
        'wallet fund dora 200',
      ),
      ...shown('wallet balance --all'),
    ],
  },
  {
    title: 'Olga creates a subnet',
    text: 'She pays the lock cost, which becomes the first TAO of its pool, and starts it: from then on it emits alpha.',
    lines: shown(
      'subnets create --subnet-name Story --wallet olga --yes',
      'subnets start 2 --wallet olga --yes',
      'subnets list',
    ),
  },
  {
    title: 'Everybody registers',
    text: 'A place costs TAO, more after each registration and less with every block. What is paid buys alpha that nobody gets.',
    lines: [
      ...quiet(
        'subnets register 2 --wallet vera --yes',
        'subnets register 2 --wallet victor --yes',
        'subnets register 2 --wallet mia --yes',
        'subnets register 2 --wallet max --yes',
      ),
      ...shown('subnets register 2 --wallet moe --yes'),
    ],
  },
  {
    title: 'Stake',
    text: 'Vera and Victor stake with themselves, Dora with Vera. Each purchase moves the price of so young a pool, so they allow much; without that the program refuses. Vera also stakes on root.',
    lines: [
      ...shown('stake add 250 --netuid 2 --tolerance 80% --wallet vera --yes'),
      ...quiet('stake add 150 --netuid 2 --tolerance 80% --wallet victor --yes'),
      ...shown('delegate add vera/default 60 --netuid 2 --tolerance 80% --wallet dora --yes'),
      ...quiet('stake add 100 --netuid 0 --wallet vera --yes'),
      ...shown('subnets price 2'),
    ],
  },
  {
    title: 'Weights',
    text: 'After the first epoch the two hold validator permits. Mia works well, Max works, Moe hardly does. Weights are committed first and revealed an epoch later, so that nobody can copy them in time.',
    lines: [
      ...quiet('chain advance --to-epoch 2'),
      ...shown('weights set 2 3:10,4:6,5:1 --wallet vera --yes'),
      ...quiet('weights set 2 3:9,4:7,5:0.5 --wallet victor --yes', 'chain advance --to-epoch 2'),
      ...shown('weights reveal 2 --wallet vera --yes'),
      ...quiet('weights reveal 2 --wallet victor --yes'),
    ],
  },
  {
    title: 'Three tempos later',
    text: 'About three and a half hours on the real chain.',
    lines: [
      ...quiet('chain advance --to-epoch 2', 'chain advance --to-epoch 2'),
      ...shown('chain advance --to-epoch 2', 'subnets metagraph 2'),
    ],
  },
  {
    title: 'Who earned what',
    text: 'Every unit of alpha of these three tempos, found by executing the blocks once more. The rule of thumb is 18 % for the owner, 41 % for miners, 41 % for validators and who stakes with them; beside it stands what became of it.',
    lines: shown('subnets payouts 2 --epochs 3', 'stake list --wallet dora', 'subnets price 2'),
  },
  {
    title: 'The whole chain',
    text: 'What is issued, where it is, and when the reward will be halved.',
    lines: shown('emission supply', 'emission halvings'),
  },
]
