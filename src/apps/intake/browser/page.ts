// A page that the browser kept and shows again after she left must ask the server first.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload();
});
