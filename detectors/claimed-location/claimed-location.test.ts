import { runStories } from '../../test/support/stories.ts';
import { claimedLocation } from './index.ts';

runStories(claimedLocation, import.meta.dirname);
