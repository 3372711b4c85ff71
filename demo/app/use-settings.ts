import { useQuery } from '@tanstack/react-query'

interface PageSettings {
  waitMs: number
  coolDownMs: number
  resendAfterMs: number
}

/** The waiting times that the demo was started with. */
export function useSettings() {
  return useQuery({
    queryKey: ['settings'],
    queryFn: async ({ signal }): Promise<PageSettings> => {
      const response = await fetch('/settings.json', { signal })
      if (!response.ok) throw response
      return response.json()
    },
    staleTime: Infinity,
    networkMode: 'always',
  })
}
