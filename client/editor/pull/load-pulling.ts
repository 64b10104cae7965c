/** Nobody needs it to begin typing. */
export const loadPulling = () => import('./pull-into-summary.ts')
