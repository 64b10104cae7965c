/** What somebody is called whose name was taken out: in the log, beside comments, in lists. */
export const AUTHOR_WITHOUT_NAME = 'Somebody'
