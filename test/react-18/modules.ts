import Module from 'node:module'

/** How Node finds what CommonJS requires. It has no public name before Node 22. */
interface Resolver {
  _resolveFilename(request: string, ...rest: unknown[]): string
}

const resolver = Module as unknown as Resolver
const resolve = resolver._resolveFilename

// The aliases of the project hold for what Vite reads. React DOM and the libraries around it require React by themselves.
resolver._resolveFilename = (request, ...rest) =>
  resolve.call(Module, request.replace(/^react(-dom)?(?=$|\/)/, '$&-18'), ...rest)
