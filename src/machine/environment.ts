export interface EnvironmentListener {
  /** Somebody came back: the tab is visible, was restored, or the network returned. */
  onWake(): void
  onOnline(): void
  onOffline(): void
}

/** Listens to tab and network; returns an unlisten. Where there is neither, as on a server, it does nothing. */
export function watchEnvironment({ onWake, onOnline, onOffline }: EnvironmentListener): () => void {
  if (typeof document === 'undefined' || typeof window === 'undefined') return () => undefined
  const listening = new AbortController()
  const { signal } = listening
  const onVisible = () => {
    if (document.visibilityState === 'visible') onWake()
  }
  const online = () => {
    onOnline()
    onWake()
  }
  document.addEventListener('visibilitychange', onVisible, { signal })
  window.addEventListener('pageshow', onVisible, { signal })
  window.addEventListener('online', online, { signal })
  window.addEventListener('offline', onOffline, { signal })
  if (navigator.onLine === false) onOffline()
  else onOnline()
  return () => listening.abort()
}
