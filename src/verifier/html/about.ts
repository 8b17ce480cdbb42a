import type { BundleJson, BundleKind } from '../bundle/bundle-json';
import { html } from './escape';

const HOLDS: Readonly<Record<BundleKind, string>> = {
  prosecution:
    'It holds the exhibits and the unused material of the case, copies to watch, the schedules, what is withheld from others and why, and the whole history of each item and of the investigation. It may hold sensitive material: it is for the prosecutor alone.',
  defence:
    'It holds the exhibits, unused material that was decided to go to the defence, copies to watch, the schedules, and the whole history of each item.',
  court:
    'It holds the exhibits of the case, copies to watch, the list of exhibits, and the whole history of each.',
  order:
    'It holds an application for an order, the exhibits that it names, copies to watch, and the whole history of each. It is for the court that hears the application, in civil proceedings: it is no disclosure in a prosecution, and has no schedule of one.',
};

/** Whom it is for. */
export const FOR: Readonly<Record<BundleKind, string>> = {
  prosecution: 'the prosecution',
  defence: 'the defence',
  court: 'the court',
  order: 'the court that hears the application',
};

const KEPT_BACK =
  'Some values in a history are kept back. Each has left its mark there, so that it can be proven if it is given later. The record of the investigation as a whole is not part of this bundle.';

/** What somebody needs who has never seen such a bundle. */
export function about({ kind, urn }: BundleJson): string {
  const more = kind === 'prosecution' ? '' : `<p>${KEPT_BACK}</p>`;
  return `<section aria-labelledby="about"><h2 id="about">What this is</h2>
<p>Evidence of case ${html(urn)}, sealed by the police so that nothing in it can be changed unseen. ${HOLDS[kind]}</p>
<p>A history says who received, checked, copied, watched or decided about an item, and when, from the moment at which it came.</p>${more}
<p>What a recording shows, and whether the clock of its camera was right, are questions for people: no check answers them.</p></section>`;
}

/** What the check finds, and how it is made. */
export const CHECK = `<p>The check answers four questions. Is every file here, byte for byte, as it was when the bundle was sealed? Is each original the
 very file that came, as it was locked then? Is each history whole, with nothing left out, put in or put in another order? Did the log
 of the system hold the list of all these files before the bundle left, so that another one made later shows? Where an outside authority or a witness confirmed that, not even the holder of the keys can hide one.</p>
<p>The answers rest on one key. Its fingerprint must reach you by another way than this bundle: on paper, by telephone, from the court. Enter it, and
 it is compared for you. Nothing leaves this computer: the check runs in this page, without a network.</p>
<p>Only a file that was changed or is missing is a sign of tampering. Files that lie beside the bundle, a ZIP that was packed anew and a
 fingerprint that was typed wrongly have words of their own.</p>
<p>Some events of a history may be declared not genuine: the operator of the system has found, as after a break-in, that they were not
 made by whom they name. They are shown with that remark, and named by the check. That is no sign of tampering with this bundle.</p>
<p id="without">This page needs scripts for its check. The file VERIFY.txt says how to make the same check without them.</p>
<div id="check" hidden><p>Drop the folder of the bundle here, or its ZIP file, or choose one.</p>
<label>Fingerprint of the key, as you were given it <input type="text" id="fingerprint" autocomplete="off" spellcheck="false"></label>
<label>Folder of the bundle <input type="file" id="folder" webkitdirectory></label>
<label>ZIP file of the bundle <input type="file" id="zip" accept=".zip"></label>
<progress id="progress" max="1" value="0" aria-label="Progress of the check" hidden></progress></div>
<p id="result" role="status"></p>`;

/** Finds exhibits by their words and puts them in order; shown by the script, which does both. */
export const FINDER = `<div id="finder" hidden><p><label for="find">Show only exhibits with these words: reference, description, day</label><input type="search" id="find" autocomplete="off"></p><p><label for="order">In the order of</label><select id="order"><option value="">this bundle</option><option value="when">the time of what is shown</option><option value="ref">the reference</option><option value="shortest">the length, shortest first</option><option value="longest">the length, longest first</option></select></p><p id="found" role="status"></p></div>`;
