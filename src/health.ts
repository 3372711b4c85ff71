export type * from './public-types.js'
export { AuthHealthPanel, type AuthHealthPanelProps } from './components/auth-health-panel.js'
export { englishHealth, type HealthTexts } from './components/health-texts.js'
export { useAuthHealth } from './react/use-auth-health.js'
