import type { Slots } from 'react-ciba'
import './acme.css'

/** Acme's design system in the library's slots: what a slot is given goes to the element as it is. */
export const acmeSlots: Slots = {
  Button: ({ look, ...props }) => <button className="acme-pill" data-variant={look} {...props} />,
  Link: ({ children, ...props }) => (
    <a className="acme-link" {...props}>
      {children}
    </a>
  ),
  Title: ({ level, elementRef, ...props }) => (
    <div ref={elementRef} className="acme-heading" role="heading" aria-level={level} {...props} />
  ),
  Text: ({ look, inline: _inline, ...props }) => <span className="acme-text" data-tone={look} {...props} />,
  Label: ({ htmlFor, ...props }) => <label className="acme-label" htmlFor={htmlFor} {...props} />,
  Input: ({ elementRef, ...props }) => <input ref={elementRef} className="acme-input" {...props} />,
  CodeInput: ({ elementRef, ...props }) => <input ref={elementRef} className="acme-input" {...props} />,
  Actions: (props) => <div className="acme-row" {...props} />,
  Panel: (props) => <section className="acme-card" {...props} />,
  Banner: ({ tone: _tone, ...props }) => <section className="acme-alert" {...props} />,
  BindingCode: ({ code }) => (
    <bdi className="acme-code" dir="ltr">
      {code}
    </bdi>
  ),
}
