/** The cookies of one browser, without their rules about paths and origins. */
export function createCookieJar() {
  const cookies = new Map<string, string>()
  return {
    cookies,
    /** Adds what a request carries. */
    addTo(headers: Headers): void {
      if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
    },
    keep(headers: Headers): void {
      for (const setCookie of headers.getSetCookie()) {
        const [pair = '', ...attributes] = setCookie.split('; ')
        const [name = '', value = ''] = pair.split('=')
        if (attributes.includes('Max-Age=0')) cookies.delete(name)
        else cookies.set(name, value)
      }
    },
  }
}
