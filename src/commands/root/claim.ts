import claim from '../stake/claim.ts'

/** The same as `tao stake claim`: who thinks of root looks for it here. */
export default claim
