import { pallet } from '../../runtime/pallet.ts'
import { alphaAssetsStorage } from './alpha-assets.ts'

export const alphaAssets = pallet({
  name: 'AlphaAssets',
  path: 'pallet_alpha_assets::pallet',
  storage: alphaAssetsStorage,
})
