/** Whatever leads away from the page, the browser asks first while something on it would be lost. */
export function askBeforeLosing(isUnsaved: () => boolean): void {
  window.addEventListener('beforeunload', (event) => {
    if (isUnsaved()) event.preventDefault();
  });
}
