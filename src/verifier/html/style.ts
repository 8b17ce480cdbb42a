/** Style of the reader's page. Colours have a contrast of at least 4.5 to 1. */
export const STYLE = `
*{box-sizing:border-box}
html{font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Arial,sans-serif;color:#1b1f24;background:#fff}
body{margin:0}
a{color:#0b4a8f}
a:focus-visible,button:focus-visible,input:focus-visible,summary:focus-visible,video:focus-visible,select:focus-visible,.stage:focus-visible,.scroll:focus-visible{outline:3px solid #b35c00;outline-offset:2px}
.skip{position:absolute;left:-999em}
.skip:focus{left:0;top:0;padding:.75rem;background:#fff;z-index:1}
header,main,footer{max-width:64rem;margin:0 auto;padding:1rem}
header{border-bottom:4px solid #0b4a8f}
footer{border-top:1px solid #8a9199;color:#444b53}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.3rem;margin:2rem 0 .5rem;padding-top:.5rem;border-top:1px solid #8a9199}
h3{font-size:1.1rem;margin:1.5rem 0 .5rem}
h1,h2,h3,p,dt,dd,td,th,li,label,summary{overflow-wrap:anywhere}
nav ul{padding-left:1.25rem}
nav ul ul{list-style:none}
nav a,li a{display:inline-block;vertical-align:top;padding:.25rem 0}
dl{margin:.5rem 0;display:grid;grid-template-columns:minmax(7rem,16rem) 1fr;gap:.25rem 1rem}
dt{font-weight:600}
dd{margin:0}
code{font-family:ui-monospace,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}
.exhibit{border:1px solid #8a9199;padding:0 1rem 1rem;margin:1rem 0}
details.line{padding:0 1rem;margin:0;border-bottom-width:0}
details.line:last-of-type{border-bottom-width:1px}
details.line>summary{display:flex;gap:1rem;align-items:center;min-height:4rem}
.tile,.tile canvas{width:6rem;height:3.4rem;object-fit:cover;margin:0;flex:none}
.tile{background:#000}
span.tile{display:flex;align-items:center;justify-content:center;border:1px solid #8a9199;background:#f4f5f7;color:#444b53;font-size:.8rem;font-weight:400}
#contents{list-style:none;padding:0}
#contents li{display:flex;gap:1rem;align-items:center;padding:.25rem 0}
.moment{display:block;font-weight:400;color:#444b53}
#finder label{display:block;font-weight:600}
#finder p{margin:.5rem 0}
.head .moment{margin:0 0 .5rem}
#finder input,#finder select{font:inherit;width:100%;max-width:30rem;min-height:2.75rem;padding:.5rem;border:2px solid #59626c}
img{display:block;max-width:min(100%,48rem);max-height:70vh;height:auto;margin:.5rem 0}
video{display:block;width:100%;max-width:48rem;max-height:70vh;background:#000;margin:.5rem 0}
.player{max-width:48rem;margin:.5rem 0;background:#fff}
.stage{overflow:hidden;background:#000;touch-action:pan-y;cursor:pointer;display:flex;justify-content:center}
.stage.large{touch-action:none;cursor:grab}
.stage video{margin:0;pointer-events:none}
.place{display:block;width:100%;margin:.25rem 0;min-height:1.75rem}
.controls{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.controls button,.controls select{font:inherit;min-height:2.75rem;padding:.25rem .75rem;border:2px solid #59626c;background:#fff;color:inherit;cursor:pointer}
.controls kbd{font-family:ui-monospace,Consolas,monospace;font-size:.8em;padding:0 .3em;border:1px solid #8a9199;color:#444b53}
.readouts{margin:.25rem 0;font-variant-numeric:tabular-nums}
.readout+.readout{margin-left:1rem}
.caution:empty{display:none}
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.player:fullscreen{max-width:none;display:flex;flex-direction:column;padding:.5rem;overflow:auto}
.player:fullscreen .stage{flex:1;min-height:0;align-items:center}
.player:fullscreen video{max-width:none;max-height:100%;object-fit:contain}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid #c5cad0}
td ul{margin:0;padding-left:1rem}
.stack td:first-child,.stack td:last-child{min-width:6rem}
ol{padding-left:1.5rem}
.said a{display:inline;font-variant-numeric:tabular-nums}
summary{cursor:pointer;padding:.5rem 0;font-weight:600}
#check{border:2px dashed #59626c;padding:1rem;margin:1rem 0}
#check.over{border-style:solid;background:#eef4fb}
#check label{display:block;margin:.75rem 0;font-weight:600}
#check input{font:inherit;display:block;width:100%;max-width:40rem;margin-top:.25rem;min-height:2.75rem}
#check input[type=text]{padding:.5rem;border:2px solid #59626c}
#result{white-space:pre-wrap;overflow-wrap:anywhere;margin:1rem 0 0;padding:.75rem 1rem;border-left:6px solid #59626c;background:#f4f5f7}
#result:empty{display:none}
#result[data-code="0"]{border-color:#0a6b3b}
#result[data-code="1"]{border-color:#a4161a;background:#fdeeee}
#result[data-code="2"]{border-color:#8a5a00;background:#fff6e0}
progress{width:100%;max-width:40rem}
[hidden]{display:none!important}
@media(max-width:40rem){.controls kbd{display:none}dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}
.stack thead{position:absolute;left:-999em}.stack tr{display:block;border-bottom:1px solid #8a9199;padding:.5rem 0}.stack td,.stack th{display:block;border:0;padding:.1rem 0}}
@page{margin:15mm}
@media print{html{font-size:10pt}header,main,footer{max-width:none;padding:0}#check,#finder,video,.player,.skip,nav{display:none}.exhibit{break-inside:auto}tr,dl{break-inside:avoid}a{color:inherit;text-decoration:none}.path::after{content:" (" attr(data-path) ")"}}
`;
