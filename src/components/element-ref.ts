'use client'
/** A ref to spread on an element: with the types of React 18 and of 19 alike, whose own `RefObject` differ. */
export interface ElementRef<T extends Element> {
  readonly current: T | null
}
