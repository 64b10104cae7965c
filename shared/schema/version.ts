/**
 * The number of the document schema that this build reads and writes. It grows by one whenever a node, mark or
 * attribute is added or changes its meaning. The ProseMirror binding deletes what its schema cannot parse, for
 * everyone, so the server refuses browser clients whose number is below {@link OLDEST_CLIENT_SCHEMA}.
 */
export const SCHEMA_VERSION = 3

/** The oldest client schema that may still edit. Raise it together with SCHEMA_VERSION when old clients would delete new content. */
export const OLDEST_CLIENT_SCHEMA = 3
