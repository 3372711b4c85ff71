const shared = { viewBox: '0 0 24 24', 'aria-hidden': true, className: 'icon' } as const

export const BellIcon = () => (
  <svg {...shared}>
    <path d="M6 10a6 6 0 0 1 12 0c0 5 2 6.5 2 6.5H4S6 15 6 10Z" />
    <path d="M10 19.5a2.2 2.2 0 0 0 4 0" />
  </svg>
)

export const UnpluggedIcon = () => (
  <svg {...shared}>
    <path d="M2.5 9.5a15 15 0 0 1 19 0M6 13.3a9.5 9.5 0 0 1 12 0M9.3 17a4.6 4.6 0 0 1 5.4 0" />
    <path d="m4 3 16 18" />
  </svg>
)
