export function buildExplorer(root: string, out: string): Promise<void>
