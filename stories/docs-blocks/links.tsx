import type { ReactNode } from 'react'

interface LinkProps {
  to: string
  className?: string
  children: ReactNode
}

/** To an anchor of the same page. Storybook shows pages in a frame whose links lead out of it unless they say otherwise. */
export const JumpLink = ({ to, ...rest }: LinkProps) => <a href={`#${to}`} target="_self" {...rest} />

/** To another page or story: `docs/recipes--docs`. From the frame the catalogue itself is `./`. */
export const CatalogueLink = ({ to, ...rest }: LinkProps) => (
  <a href={`./?path=/${to}`} target="_parent" {...rest} />
)
