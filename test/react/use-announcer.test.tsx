import { act, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
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

it('MUST use one live region for all that is below a provider, also a nested one', () => {
  render(
    <AuthErrorProvider>
      <Speaker says="one" />
      <AuthErrorProvider>
        <Speaker says="two" />
      </AuthErrorProvider>
    </AuthErrorProvider>,
  )
  expect(regions()).toHaveLength(1)
  const { said } = recordSpeech()
  press('one')
  expect(said()).toEqual(['one'])
  press('two')
  expect(said()).toEqual(['two'])
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
