import { en as alarm } from '../alarm/en.ts';
import { en as feedback } from '../feedback/en.ts';
import { en as findings } from '../findings/en.ts';
import { en as header } from '../header/en.ts';
import { en as note } from '../note/en.ts';
import { en as service } from '../service/en.ts';
import { en as signOn } from '../signOn/en.ts';
import { en as viewer } from '../viewer/en.ts';
import { en as worklist } from '../worklist/en.ts';

/** Every sentence of the page in English; its keys are the keys of every language. */
export const en = { ...alarm, ...feedback, ...findings, ...header, ...note, ...service, ...signOn, ...viewer, ...worklist };

export type TextKey = keyof typeof en;
