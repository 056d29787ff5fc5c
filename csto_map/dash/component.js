// The React component that csto_map.dash.TimeMap names. Dash's renderer wants it at once, so
// this is a small script of its own; the map comes from a module when one is first shown.
(() => {
  const { React } = window;
  // Addresses of files are relative to this, below whatever prefix the app has.
  const home = new URL("../../_dash-csto-map/", document.currentScript.src || document.baseURI);
  const OURS = /^(data|aria)-/;

  class TimeMap extends React.Component {
    constructor(props) {
      super(props);
      this.host = React.createRef();
    }

    async componentDidMount() {
      const { files } = this.props;
      const urls = Object.fromEntries(
        Object.entries(files || {}).map(([name, url]) => [name, new URL(url, home).href]),
      );
      try {
        const { mount } = await (space.module || import(urls.script));
        if (this.ended) return;
        this.map = mount(this.host.current, urls, this.props, (props) => this.tell(props));
      } catch (problem) {
        console.error(problem);
        this.host.current?.append(String(problem));
        this.tell({ problem: String(problem) });
      }
    }

    tell(props) {
      if (!this.ended && this.props.setProps) this.props.setProps(props);
    }

    componentDidUpdate() {
      this.map?.update(this.props);
    }

    componentWillUnmount() {
      this.ended = true;
      this.map?.end();
    }

    render() {
      const { id, style, className } = this.props;
      const others = Object.entries(this.props).filter(([name]) => OURS.test(name));
      return React.createElement("div", {
        ...Object.fromEntries(others),
        ref: this.host,
        id,
        style,
        className: ["csto-time-map", className].filter(Boolean).join(" "),
      });
    }
  }

  window.csto_map_dash ||= {};
  const space = window.csto_map_dash;
  space.TimeMap = TimeMap;
})();
