const lastReload = 'anlan.reloaded-at'
const restBetweenReloads = 60_000

/**
 * A tab opened before a new release asks for pages that are no longer there. It is loaded anew, once: a server that is
 * really missing something must not make the screen flicker for ever. Drafts are kept elsewhere and survive it.
 */
export function reloadOnNewRelease() {
  window.addEventListener('vite:preloadError', missed => {
    if (Date.now() - Number(sessionStorage.getItem(lastReload)) < restBetweenReloads) return
    sessionStorage.setItem(lastReload, String(Date.now()))
    missed.preventDefault()
    location.reload()
  })
}
