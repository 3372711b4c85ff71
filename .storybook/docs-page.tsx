import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks'
import { type PropsWithChildren, useEffect, useState } from 'react'
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events'
import { themes } from 'storybook/theming'

interface Told {
  globals: { theme?: unknown }
}

/** A page of the documentation in the colour scheme that the toolbar says. */
export function DocsPage({ children, ...props }: PropsWithChildren<DocsContainerProps>) {
  const { channel } = props.context
  const [theme, setTheme] = useState(() => {
    const [told] = (channel.last(GLOBALS_UPDATED) ?? channel.last(SET_GLOBALS) ?? []) as Told[]
    return told?.globals.theme
  })
  useEffect(() => {
    const listen = ({ globals }: Told) => setTheme(globals.theme)
    channel.on(GLOBALS_UPDATED, listen)
    return () => channel.off(GLOBALS_UPDATED, listen)
  }, [channel])
  const dark = theme === 'dark'
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  }, [dark])
  return (
    <DocsContainer {...props} theme={dark ? themes.dark : themes.light}>
      <main>{children}</main>
    </DocsContainer>
  )
}
