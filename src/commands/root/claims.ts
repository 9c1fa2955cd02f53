import claims from '../stake/claims.ts'

/** The same as `tao stake claims`. */
export default claims
