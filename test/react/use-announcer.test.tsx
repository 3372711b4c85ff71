import { act, render, screen } from '@testing-library/react'
import { cloneElement, useEffect } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { useAnnouncer } from '../../src/react/announcer.js'
import { AuthErrorProvider } from '../../src/react/auth-error-provider.js'
import { recordSpeech } from '../support/transcript.js'

const seen = new Set<unknown>()

function Speaker({ says }: { says: string }) {
  const { announce, region } = useAnnouncer()
  seen.add(announce)
  return (
    <>
      <button onClick={() => announce(says)}>{says}</button>
      {region}
    </>
  )
}
const regions = () => screen.queryAllByRole('status')
const press = (name: string) => act(() => screen.getByRole('button', { name }).click())

it('MUST use one live region for all that is below a provider, that of the outer one where they are nested', () => {
  render(
    <AuthErrorProvider>
      <Speaker says="one" />
      <AuthErrorProvider>
        <Speaker says="two" />
      </AuthErrorProvider>
    </AuthErrorProvider>,
  )
  const outer = regions().at(-1)
  const { said } = recordSpeech()
  press('one')
  expect(said()).toEqual(['one'])
  press('two')
  expect(said()).toEqual(['two'])
  expect(regions().filter((region) => region.textContent !== '')).toEqual([outer])
})

it.each([<dialog open />, <div role="dialog" />, <div role="alertdialog" />])(
  'MUST use the region of a provider that is in a dialog for what is below that one',
  (dialog) => {
    render(
      <AuthErrorProvider>
        <Speaker says="one" />
        {cloneElement(
          dialog,
          {},
          <AuthErrorProvider>
            <Speaker says="two" />
          </AuthErrorProvider>,
        )}
      </AuthErrorProvider>,
    )
    const [inner, outer] = regions()
    press('two')
    expect(inner).toHaveTextContent('two')
    expect(outer).toBeEmptyDOMElement()
    press('one')
    expect(inner).toHaveTextContent('two')
    expect(outer).toHaveTextContent('one')
  },
)

it('MUST say all of what is said at once', () => {
  const Effect = ({ says }: { says: string }) => {
    const { announce } = useAnnouncer()
    useEffect(() => announce(says), [announce, says])
    return null
  }
  const page = (first: string, second: string) => (
    <AuthErrorProvider>
      <Effect says={first} />
      <Effect says={second} />
    </AuthErrorProvider>
  )
  const { rerender } = render(page('One.', 'Two.'))
  expect(regions()[0]).toHaveTextContent(/^One\. Two\.$/)
  const { said } = recordSpeech()
  rerender(page('Three.', 'Four.'))
  expect(said()).toEqual(['Three. Four.'])
  rerender(page('Three.', 'Five.'))
  expect(said()).toEqual(['Five.'])
})

it('MUST leave nothing in the page a while after it was said', () => {
  vi.useFakeTimers()
  const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms))
  const page = render(<Speaker says="over" />)
  press('over')
  pass(6_000)
  press('over')
  pass(6_000)
  expect(regions()[0]).toHaveTextContent('over')
  pass(6_000)
  expect(regions()[0]).toBeEmptyDOMElement()
  press('over')
  expect(regions()[0]).toHaveTextContent('over')
  page.unmount()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

it('MUST be unseen without the style sheet, with no style in the HTML of a server', () => {
  expect(renderToString(<Speaker says="softly" />)).not.toContain('style')
  render(<Speaker says="softly" />)
  expect(regions()[0]).toHaveStyle({
    position: 'absolute',
    width: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  })
})

it('MUST have a region of its own without a provider, from the first render on', () => {
  render(<Speaker says="alone" />)
  const [region] = regions()
  expect(region).toBeEmptyDOMElement()
  press('alone')
  expect(regions()).toEqual([region])
  expect(region).toHaveTextContent('alone')
})

it('MUST be polite, atomic and unseen', () => {
  render(<Speaker says="softly" />)
  const [region] = regions()
  expect(region).toHaveAttribute('aria-live', 'polite')
  expect(region).toHaveAttribute('aria-atomic', 'true')
  expect(region).toHaveClass('rc-visually-hidden')
})

it('MUST say the same sentence again when it is said again', () => {
  render(<Speaker says="again" />)
  const { said } = recordSpeech()
  for (let time = 0; time < 3; time++) {
    press('again')
    expect(said()).toEqual(['again'])
  }
})

it('MUST keep its function for the life of the component', () => {
  const { rerender } = render(<Speaker says="a" />)
  seen.clear()
  rerender(<Speaker says="b" />)
  press('b')
  rerender(<Speaker says="c" />)
  expect(seen.size).toBe(1)
})
