/** Where taokit keeps what is the user's own and belongs to no wallet. */
import { join } from 'node:path'
import { dataHome } from '../../local-chain/node/folders.ts'

/** A folder of that name below the one of all that taokit keeps. */
export const dataFolder = (name: string): string => join(dataHome(), name)
