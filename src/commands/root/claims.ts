import claims from '../stake/claims.ts'

/** The same as `tao stake claims`. */
export default { ...claims, examples: [{ line: 'tao root claims', does: 'What root stake has coming' }] }
