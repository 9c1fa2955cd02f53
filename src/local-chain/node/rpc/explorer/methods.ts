/** What the explorer asks beside the methods of every node. They read, and what one question costs is bounded. */
import { explorerAccount, explorerAccountHistory } from './account.ts'
import { explorerBlock } from './block.ts'
import { explorerFind } from './find.ts'
import { explorerHistory } from './history.ts'
import { explorerBlocks, explorerOverview } from './overview.ts'
import { explorerSubnet, explorerSubnets } from './subnets.ts'

export const EXPLORER = [
  explorerOverview,
  explorerBlocks,
  explorerBlock,
  explorerSubnets,
  explorerSubnet,
  explorerHistory,
  explorerAccount,
  explorerAccountHistory,
  explorerFind,
]
