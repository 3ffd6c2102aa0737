import { runStories } from '../../test/support/stories.ts';
import { newEgress } from './index.ts';

runStories(newEgress, import.meta.dirname);
