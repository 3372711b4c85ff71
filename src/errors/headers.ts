/** Headers as fetch gives them, or as a plain object with names in any case. */
export type HeadersLike = Headers | Readonly<Record<string, string>> | Iterable<readonly [string, string]>
