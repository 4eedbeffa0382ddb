package org.stacksam.ij.tool;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

import javax.swing.table.AbstractTableModel;

/**
 * A table in which each row is a value and each column shows something of it.
 *
 * @param <R> what a row is
 */
final class RowsModel<R> extends AbstractTableModel {

	private static final long serialVersionUID = 1L;

	/**
	 * A column.
	 *
	 * @param type of what it shows, which decides how Swing draws it
	 * @param edits is given a row and what the user entered for it; null: the column cannot be edited
	 */
	record Column<R>(String name, Class<?> type, Function<R, Object> shows, BiConsumer<R, Object> edits) {

		/** A column that shows numbers or words. */
		static <R> Column<R> of(final String name, final Function<R, Object> shows) {
			return new Column<>(name, Object.class, shows, null);
		}
	}

	private final transient List<Column<R>> columns;
	private transient List<R> rows = List.of();

	@SafeVarargs
	RowsModel(final Column<R>... columns) {
		this.columns = List.of(columns);
	}

	/** The rows shown now. */
	List<R> rows() {
		return rows;
	}

	/** Shows rows; if they are the same, the table's selection stays. */
	void show(final List<R> now) {
		if (now.equals(rows)) return;
		rows = List.copyOf(now);
		fireTableDataChanged();
	}

	/** The row of this number; null if there is none, as for the selection of a table in which nothing is selected. */
	R row(final int number) {
		return number < 0 || number >= rows.size() ? null : rows.get(number);
	}

	/** The number of the first such row; −1 if there is none. */
	int indexOf(final Predicate<R> wanted) {
		for (int i = 0; i < rows.size(); i++) if (wanted.test(rows.get(i))) return i;
		return -1;
	}

	@Override
	public int getRowCount() {
		return rows.size();
	}

	@Override
	public int getColumnCount() {
		return columns.size();
	}

	@Override
	public String getColumnName(final int column) {
		return columns.get(column).name;
	}

	@Override
	public Class<?> getColumnClass(final int column) {
		return columns.get(column).type;
	}

	@Override
	public boolean isCellEditable(final int row, final int column) {
		return columns.get(column).edits != null;
	}

	@Override
	public Object getValueAt(final int row, final int column) {
		return columns.get(column).shows.apply(rows.get(row));
	}

	@Override
	public void setValueAt(final Object value, final int row, final int column) {
		// An editor may be closed by the row's own disappearance.
		if (row < rows.size()) columns.get(column).edits.accept(rows.get(row), value);
	}
}
