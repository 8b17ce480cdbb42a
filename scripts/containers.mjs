// The images of docker/, built and run by podman, on a network of their own. As root.
import { requireNode } from './setup/node-version.mjs';
import { testContainers } from './setup/containers.mjs';

requireNode();
process.exitCode = await testContainers(process.argv.slice(2));
