import { act, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { useStillDescription } from '../../src/components/use-still-description.js'

interface Page {
  text: string | undefined
  until?: number
  shown?: boolean
}

/** A button that waits, and goes with `shown`, in a page that stays. */
function Waiting({ text, until, shown = true }: Page) {
  const description = useStillDescription(text, until)
  return shown ? <button {...description}>Try again</button> : null
}

function setUp(first: Page) {
  const { rerender } = render(<Waiting {...first} />)
  const button = () => screen.getByRole('button')
  return {
    set: (page: Page) => rerender(<Waiting {...page} />),
    focus: () => act(() => button().focus()),
    blur: () => act(() => button().blur()),
    said: () => button().getAttribute('aria-description'),
  }
}

describe('what describes a button that waits', () => {
  it('keeps up with the time, and stands still while the button has the focus', () => {
    const { set, focus, blur, said } = setUp({ text: '42', until: 1 })
    set({ text: '41', until: 1 })
    expect(said()).toBe('41')
    focus()
    set({ text: '40', until: 1 })
    expect(said()).toBe('41')
    blur()
    expect(said()).toBe('40')
  })

  it('goes when the wait is over', () => {
    const { set, focus, said } = setUp({ text: '1', until: 1 })
    focus()
    set({ text: undefined, until: 1 })
    expect(said()).toBeNull()
  })

  it('says another wait as it begins, also one that begins under the focus', () => {
    const { set, focus, said } = setUp({ text: '5', until: 1 })
    focus()
    set({ text: '300', until: 2 })
    set({ text: '299', until: 2 })
    expect(said()).toBe('300')
    set({ text: undefined, until: 2 })
    set({ text: '42', until: 3 })
    expect(said()).toBe('42')
  })

  it('keeps up again once a button that had the focus has gone and come back', () => {
    const { set, focus, said } = setUp({ text: '42', until: 1 })
    focus()
    set({ text: '41', until: 1, shown: false })
    set({ text: '40', until: 1 })
    set({ text: '39', until: 1 })
    expect(said()).toBe('39')
  })
})
