import type { Provider } from 'oidc-provider'
import { createPromptList, type Prompt } from './prompts.js'
import type { DemoUser } from './users.js'

/** What people enter on the phone, and what they answer: the part of the provider's own pages that signs nobody in. */
export interface DeviceCodes {
  /** A code was entered; false where it is wrong, used or lapsed. */
  enter(userCode: string): Promise<boolean>
  /** The codes that were entered and not answered yet, newest first. */
  pending(): Prompt[]
  /** False where there is no such code any more. */
  answer(id: string, answer: 'approve' | 'deny'): Promise<boolean>
}

/** The codes of {@link Provider}, on the phone of `owner`. */
export function createDeviceCodes(provider: Provider, owner: DemoUser | undefined): DeviceCodes {
  const entered = createPromptList()

  async function grant(clientId: string, scope: string): Promise<object> {
    const given = new provider.Grant({ accountId: owner?.sub, clientId })
    given.addOIDCScope(scope)
    const grantId = await given.save()
    return { accountId: owner?.sub, grantId, scope, authTime: Math.floor(Date.now() / 1000) }
  }

  return {
    async enter(userCode) {
      const normal = userCode.toUpperCase().replace(/\W/g, '')
      const code = await provider.DeviceCode.findByUserCode(normal)
      if (!code || code.isExpired || code.accountId || code.error || code.inFlight) return false
      await Object.assign(code, { inFlight: true }).save()
      const expiresAt = (code.exp ?? 0) * 1000
      const bindingMessage = `${normal.slice(0, 4)}-${normal.slice(4)}`
      entered.add({ user: owner?.name ?? '', bindingMessage, expiresAt }, code.jti)
      return true
    },
    pending: () => entered.open(),
    async answer(id, answer) {
      const code = await provider.DeviceCode.find(entered.take(id) ?? '')
      if (!code?.clientId) return false
      const scope = String(code.params?.['scope'] ?? 'openid')
      const refusal = { error: 'access_denied', errorDescription: 'The person said no.' }
      await Object.assign(code, answer === 'approve' ? await grant(code.clientId, scope) : refusal).save()
      return true
    },
  }
}
