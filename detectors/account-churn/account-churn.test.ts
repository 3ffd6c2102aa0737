import { runStories } from '../../test/support/stories.ts';
import { accountChurn } from './index.ts';

runStories(accountChurn, import.meta.dirname);
