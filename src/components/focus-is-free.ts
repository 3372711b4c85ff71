'use client'

/** Whether nobody loses the focus when it moves to what is in `root`: it is in there, or nowhere. */
export function focusIsFree(root: Element | null | undefined): boolean {
  const active = document.activeElement
  return active === null || active === document.body || !!root?.contains(active)
}
