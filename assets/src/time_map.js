// The map as a component of others' pages; csto_map/dash/component.js loads it.

export { mount } from "./time_map/mount.js";
