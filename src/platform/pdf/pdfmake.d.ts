// What the types of the library leave out.
declare module 'pdfmake/js/Renderer.js' {
  const Renderer: unknown;
  export default Renderer;
}
