import type { TextKey } from './en.ts';
import { zhHant as alarm } from '../alarm/zhHant.ts';
import { zhHant as feedback } from '../feedback/zhHant.ts';
import { zhHant as findings } from '../findings/zhHant.ts';
import { zhHant as header } from '../header/zhHant.ts';
import { zhHant as note } from '../note/zhHant.ts';
import { zhHant as service } from '../service/zhHant.ts';
import { zhHant as signOn } from '../signOn/zhHant.ts';
import { zhHant as viewer } from '../viewer/zhHant.ts';
import { zhHant as worklist } from '../worklist/zhHant.ts';

/** Every sentence of the page in Traditional Chinese. */
export const zhHant: Record<TextKey, string> = { ...alarm, ...feedback, ...findings, ...header, ...note, ...service, ...signOn, ...viewer, ...worklist };
