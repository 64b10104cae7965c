/** Where publications are read. */
export function publicationPath(slug: string): string {
  return `/p/${slug}/`
}

/** One that is not live, for those who may publish. */
export function earlierPublicationPath(slug: string, number: number): string {
  return `/p/${slug}/~${number}/`
}
