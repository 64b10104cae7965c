/** Who comments without having given a name. */
export const GUEST_NAME = 'A guest'
